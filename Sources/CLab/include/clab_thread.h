#ifndef CLAB_THREAD_H
#define CLAB_THREAD_H

#include <stdint.h>
#include <sys/types.h>

// One system call on a thread of its own, which really blocks. All in C, so that no Swift runs
// on the thread and nothing has to be Sendable.
struct clab_thread;

// Starts the call. When it returns, 1 is written to the eventfd. All signals are blocked on the
// thread but those of `open_signals` (bit n - 1 for signal n) and the one that interrupts it.
long clab_thread_start(struct clab_thread **thread, long number, const long *arguments,
                       int eventfd, uint64_t open_signals);
pid_t clab_thread_id(const struct clab_thread *thread);
// 1 when the call has returned; its answer, and whether it left a SIGPIPE behind.
int clab_thread_finished(const struct clab_thread *thread, long *answer, int *broken_pipe);
// Sends a signal to the thread alone; 0 stands for the one that interrupts any call.
long clab_thread_signal(const struct clab_thread *thread, int signal);
// Waits for the thread and frees it.
void clab_thread_join(struct clab_thread *thread);
// An empty handler, so that a signal interrupts a call instead of ending the process.
long clab_handle_signal(int signal, int restart);

#endif
