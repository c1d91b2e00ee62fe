#ifndef TCPEXPLAIN_CYAML_SHIM_H
#define TCPEXPLAIN_CYAML_SHIM_H
#include <yaml.h>
#endif
