#include "CLab.h"

#include <sys/mman.h>

// Memory that system calls may be given, and what lies beyond it.

long clab_forbidden_page(void) {
  void *page = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : (long)page;
}

static size_t whole_pages(size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return (count + page - 1) / page * page;
}

void *clab_guarded_room(size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), size = whole_pages(count);
  char *start = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  // A room without its guard would be none: a process may only have so many mappings.
  if (mprotect(start + size, page, PROT_NONE) < 0) {
    munmap(start, size + page);
    return NULL;
  }
  // The room ends where the guard begins.
  return start + size - count;
}

void clab_guarded_free(void *room, size_t count) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), size = whole_pages(count);
  munmap((char *)room + count - size, size + page);
}

long clab_find(const void *all, size_t count, size_t start, const void *part, size_t length) {
  if (length == 0) return (long)start;
  const char *found = memmem((const char *)all + start, count - start, part, length);
  return found ? found - (const char *)all : -1;
}
