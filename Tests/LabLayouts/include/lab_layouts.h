#ifndef LAB_LAYOUTS_H
#define LAB_LAYOUTS_H

#include <stddef.h>

// What the C headers of this machine say of a field; of a whole structure when `field` is "".
struct lab_layout {
  const char *structure;
  const char *field;
  size_t offset;
  size_t size;
};

// The rows, ended by one whose structure is NULL.
const struct lab_layout *lab_layouts(void);

#endif
