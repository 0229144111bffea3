#include "CLab.h"

#include <pthread.h>
#include <stdatomic.h>

struct clab_thread {
  pthread_t thread;
  long number;
  long arguments[6];
  int eventfd;
  uint64_t open_signals;
  atomic_int id;
  atomic_int finished;
  long answer;
  int broken_pipe;
};

// glibc keeps 32 and 33 for itself; nothing else here uses real-time signals.
static int interrupt_signal(void) { return SIGRTMIN + 1; }

static void ignore_signal(int signal) { (void)signal; }

long clab_handle_signal(int signal, int restart) {
  struct sigaction action = {.sa_handler = ignore_signal, .sa_flags = restart ? SA_RESTART : 0};
  sigemptyset(&action.sa_mask);
  return clab_answer(sigaction(signal, &action, NULL));
}

static void *make_call(void *context) {
  struct clab_thread *self = context;
  atomic_store(&self->id, (int)syscall(SYS_gettid));
  sigset_t open;
  sigemptyset(&open);
  sigaddset(&open, interrupt_signal());
  for (int number = 1; number <= 64; number++)
    if (self->open_signals & (UINT64_C(1) << (number - 1))) sigaddset(&open, number);
  pthread_sigmask(SIG_UNBLOCK, &open, NULL);

  const long *a = self->arguments;
  long result = syscall(self->number, a[0], a[1], a[2], a[3], a[4], a[5]);
  self->answer = clab_answer(result);

  if (self->answer == -EPIPE) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    struct timespec now = {0};
    self->broken_pipe = sigtimedwait(&pipe, NULL, &now) == SIGPIPE;
  }
  atomic_store(&self->finished, 1);
  uint64_t one = 1;
  while (write(self->eventfd, &one, sizeof one) < 0 && errno == EINTR) {
  }
  return NULL;
}

long clab_thread_start(struct clab_thread **thread, long number, const long *arguments,
                       int eventfd, uint64_t open_signals) {
  long handled = clab_handle_signal(interrupt_signal(), 0);
  if (handled < 0) return handled;
  struct clab_thread *self = calloc(1, sizeof *self);
  if (!self) return -ENOMEM;
  self->number = number;
  memcpy(self->arguments, arguments, sizeof self->arguments);
  self->eventfd = eventfd;
  self->open_signals = open_signals;

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 * 1024);
  sigset_t all, before;
  sigfillset(&all);
  // The thread inherits this mask, so no signal of the process can land on it.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failed = pthread_create(&self->thread, &attributes, make_call, self);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (failed) {
    free(self);
    return -failed;
  }
  *thread = self;
  return 0;
}

pid_t clab_thread_id(const struct clab_thread *thread) {
  return atomic_load(&((struct clab_thread *)thread)->id);
}

int clab_thread_finished(const struct clab_thread *thread, long *answer, int *broken_pipe) {
  if (!atomic_load(&((struct clab_thread *)thread)->finished)) return 0;
  *answer = thread->answer;
  *broken_pipe = thread->broken_pipe;
  return 1;
}

long clab_thread_signal(const struct clab_thread *thread, int signal) {
  pid_t id = clab_thread_id(thread);
  if (id == 0) return -EAGAIN;
  return clab_answer(syscall(SYS_tgkill, getpid(), id, signal ? signal : interrupt_signal()));
}

void clab_thread_join(struct clab_thread *thread) {
  pthread_join(thread->thread, NULL);
  free(thread);
}
