import Platform

/// Open files of this process.
enum Descriptors {
    /// Raises the number that may be open at once, as far as the system lets us: all captures are open before the first is read.
    static func allow(_ count: Int) {
        var limit = rlimit()
        guard unsafe getrlimit(openFilesResource, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
        unsafe setrlimit(openFilesResource, &limit)
    }

    /// An open folder; nil where there is none.
    static func folder(_ path: String) -> Int32? {
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        return folder >= 0 ? folder : nil
    }
}
