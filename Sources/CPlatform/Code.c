#define _GNU_SOURCE
#include "CPlatform.h"

#ifdef __linux__
#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Of the program itself, which comes first, whatever lies in memory as it does in the file: its code and constants. */
static int let_go(struct dl_phdr_info *program, size_t size, void *context) {
    (void)size;
    (void)context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0) continue;
        uintptr_t start = program->dlpi_addr + part->p_vaddr;
        uintptr_t end = (start + part->p_memsz) & ~(page - 1);
        start = (start + page - 1) & ~(page - 1);
        if (end > start) (void)madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 1;
}

void tcpexplain_let_go_of_code(void) { dl_iterate_phdr(let_go, NULL); }
#else
void tcpexplain_let_go_of_code(void) {}
#endif
