#include "CLab.h"

// What a build with a sanitizer (tools/sanitize) begins with, wherever it runs: in a box nobody's
// environment arrives. Leaks are looked for with ptrace(2), which boxes and private networks refuse;
// a signal that a script asks for is no finding.

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "exitcode=66:detect_leaks=0:handle_abort=0"; }
#elif __has_feature(thread_sanitizer)
const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return "exitcode=66:halt_on_error=1:handle_abort=0"; }
#endif
#endif
