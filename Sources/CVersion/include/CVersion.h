// What is known only when the program is built.
#ifndef TCPEXPLAIN_CVERSION_H
#define TCPEXPLAIN_CVERSION_H

/// The commit that TCPEXPLAIN_COMMIT named in the environment of the build; empty if it named none.
const char *tcpexplain_commit(void);

#endif
