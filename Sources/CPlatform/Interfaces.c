#include "CPlatform.h"

#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int tcpexplain_interface_is_up(const char *name) {
    // Made once, before the process is confined.
    static int descriptor = -1;
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name) return -1;
    memcpy(request.ifr_name, name, strlen(name));
    if (descriptor < 0) descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    if (descriptor < 0) return -1;
    int status = ioctl(descriptor, SIOCGIFFLAGS, &request);
    return status != 0 ? -1 : (request.ifr_flags & IFF_UP) != 0;
}
