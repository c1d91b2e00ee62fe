#include "CShims.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

// A ring of blocks. The thread fills the block at `filled`, the reader holds the block at `taken`; both counts only grow.
struct tcpexplain_ahead {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    tcpexplain_fill fill;
    void *context;
    size_t block;
    unsigned blocks;
    unsigned long filled, taken;
    bool stops, is_over;
    size_t *counts;
    unsigned char *bytes;
};

static void *work(void *argument)
{
    struct tcpexplain_ahead *ahead = argument;
    while (true) {
        pthread_mutex_lock(&ahead->lock);
        while (!ahead->stops && ahead->filled - ahead->taken == ahead->blocks) pthread_cond_wait(&ahead->changed, &ahead->lock);
        bool stops = ahead->stops;
        pthread_mutex_unlock(&ahead->lock);
        if (stops) return NULL;
        // Nobody else touches this block until it is counted as filled.
        unsigned place = ahead->filled % ahead->blocks;
        size_t count = ahead->fill(ahead->context, ahead->bytes + place * ahead->block, ahead->block);
        pthread_mutex_lock(&ahead->lock);
        ahead->counts[place] = count;
        if (count > 0) ahead->filled++;
        else ahead->is_over = true;
        pthread_cond_broadcast(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
        if (count == 0) return NULL;
    }
}

struct tcpexplain_ahead *tcpexplain_ahead_start(size_t block, unsigned blocks, tcpexplain_fill fill, void *context)
{
    struct tcpexplain_ahead *ahead = calloc(1, sizeof *ahead);
    if (!ahead) return NULL;
    ahead->fill = fill;
    ahead->context = context;
    ahead->block = block;
    ahead->blocks = blocks;
    ahead->counts = calloc(blocks, sizeof *ahead->counts);
    ahead->bytes = malloc(blocks * block);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    bool runs = false;
    if (ahead->counts && ahead->bytes) {
        // Signals are the main thread's: it waits for them.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        runs = pthread_create(&ahead->thread, NULL, work, ahead) == 0;
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    if (runs) return ahead;
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->counts);
    free(ahead->bytes);
    free(ahead);
    return NULL;
}

const void *tcpexplain_ahead_next(struct tcpexplain_ahead *ahead, bool gives_back, size_t *count)
{
    pthread_mutex_lock(&ahead->lock);
    if (gives_back) {
        ahead->taken++;
        pthread_cond_broadcast(&ahead->changed);
    }
    while (ahead->filled == ahead->taken && !ahead->is_over) pthread_cond_wait(&ahead->changed, &ahead->lock);
    const unsigned char *block = NULL;
    *count = 0;
    if (ahead->filled != ahead->taken) {
        unsigned place = ahead->taken % ahead->blocks;
        block = ahead->bytes + place * ahead->block;
        *count = ahead->counts[place];
    }
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

void tcpexplain_ahead_stop(struct tcpexplain_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->stops = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->counts);
    free(ahead->bytes);
    free(ahead);
}
