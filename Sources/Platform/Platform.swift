/// The C library of the system, whatever it is called there.
#if canImport(Glibc)
    @_exported public import Glibc
#elseif canImport(Musl)
    @_exported public import Musl
#else
    @_exported public import Darwin
#endif

// The number that names a limit has a type of its own in glibc.
#if canImport(Glibc)
    /// What `getrlimit` knows the number of open files by.
    public var openFilesResource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
#else
    /// What `getrlimit` knows the number of open files by.
    public var openFilesResource: Int32 { RLIMIT_NOFILE }
#endif
