#ifndef TCPEXPLAIN_CBROTLI_SHIM_H
#define TCPEXPLAIN_CBROTLI_SHIM_H
#include <brotli/decode.h>
#endif
