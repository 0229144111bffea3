#ifndef CLAB_COPY_H
#define CLAB_COPY_H

#include <unistd.h>

// fork(2) for a copy that goes on with our work, and may ask for namespaces that only a process of
// one thread can have. ThreadSanitizer would give it a second one, behind fork(3) but not _Fork(3).
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CLAB_COPY _Fork
#endif
#endif
#if !defined(CLAB_COPY)
#define CLAB_COPY fork
#endif

static inline pid_t clab_copy(void) { return CLAB_COPY(); }

#endif
