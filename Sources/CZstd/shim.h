#ifndef TCPEXPLAIN_CZSTD_SHIM_H
#define TCPEXPLAIN_CZSTD_SHIM_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
