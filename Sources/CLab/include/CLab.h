#ifndef CLAB_H
#define CLAB_H
#endif
