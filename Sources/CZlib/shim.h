#ifndef TCPEXPLAIN_CZLIB_SHIM_H
#define TCPEXPLAIN_CZLIB_SHIM_H
#include <zlib.h>
#endif
