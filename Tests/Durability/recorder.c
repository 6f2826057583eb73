// Loaded before the C library of a writer: notes, in order, what the writer asks of the files under $RECORD_FOLDER and
// every line it prints, so that power-cuts.py can work out what a cut at any moment could have left on the disk.
//
// A record is 64 bytes: operation, file name (39 bytes), offset, length; W and A are followed by the bytes.
// W write, T truncate, S sync, U unlink, A a line printed to standard output.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FILES = 1024 };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char names[MOST_FILES][256];
static const char *folder;
static int record = -1;

#define REAL(type, name, ...)                                     \
    static type (*real)(__VA_ARGS__);                             \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t real_write(int file, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(file, bytes, count);
}

static int real_open(const char *path, int flags, int mode) {
    REAL(int, "open64", const char *, int, ...);
    return real(path, flags, mode);
}

__attribute__((constructor)) static void begin(void) {
    folder = getenv("RECORD_FOLDER");
    const char *path = getenv("RECORD_FILE");
    if (path) record = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char operation, const char *path, uint64_t offset, uint64_t length, const void *bytes) {
    if (record < 0) return;
    const char *slash = strrchr(path, '/');
    unsigned char head[64] = {0};
    head[0] = operation;
    strncpy((char *)head + 1, slash ? slash + 1 : path, 38);
    memcpy(head + 40, &offset, 8);
    memcpy(head + 48, &length, 8);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, bytes ? length : 0}};
    pthread_mutex_lock(&one_at_a_time);
    if (writev(record, parts, bytes ? 2 : 1) < 0) abort();
    pthread_mutex_unlock(&one_at_a_time);
}

// Whether the path is a file in the folder; the folder itself is not.
static int is_ours(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && path[length] == '/' && path[length + 1];
}

static const char *name_of(int file) {
    return file >= 0 && file < MOST_FILES && names[file][0] ? names[file] : NULL;
}

static int remember(int file, const char *path) {
    if (file < 0 || file >= MOST_FILES) return file;
    names[file][0] = 0;
    if (is_ours(path)) strncpy(names[file], path, 255);
    return file;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    return remember(real_open(path, flags, mode), path);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    return remember(real_open(path, flags, mode), path);
}

int close(int file) {
    REAL(int, "close", int);
    if (file >= 0 && file < MOST_FILES) names[file][0] = 0;
    return real(file);
}

// What is noted before the call may have reached the disk; what the caller learns comes after it.
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (name_of(file)) note('W', name_of(file), offset, count, bytes);
    return real(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return pwrite64(file, bytes, count, offset);
}

ssize_t write(int file, const void *bytes, size_t count) {
    if (file == 1) note('A', "acknowledged", 0, count, bytes);
    return real_write(file, bytes, count);
}

int ftruncate64(int file, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    if (name_of(file)) note('T', name_of(file), length, 0, NULL);
    return real(file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int fsync(int file) {
    REAL(int, "fsync", int);
    int result = real(file);
    if (name_of(file) && result == 0) note('S', name_of(file), 0, 0, NULL);
    return result;
}

int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    int result = real(file);
    if (name_of(file) && result == 0) note('S', name_of(file), 0, 0, NULL);
    return result;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (is_ours(path)) note('U', path, 0, 0, NULL);
    return real(path);
}
