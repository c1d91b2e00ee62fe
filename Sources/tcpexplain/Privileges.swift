import CShims

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Giving up what it took to open the device, before a single packet is looked at.
struct Privileges {
    /// The user to become; nil if this process is no root, and only capabilities are to go.
    private let user: (name: String, uid: uid_t, gid: gid_t)?

    /// - Parameter wanted: the user that was named; by default the one who called sudo, or `nobody`.
    init(wanted: String?) throws(CommandError) {
        guard geteuid() == 0 else {
            if let wanted { throw CommandError("--user \(wanted): only root can become another user") }
            user = nil
            return
        }
        let name = wanted ?? Terminal.environment("SUDO_USER") ?? "nobody"
        guard let entry = unsafe getpwnam(name) else {
            throw CommandError("--user \(name): there is no such user; privileges could not be dropped")
        }
        user = unsafe (name, entry.pointee.pw_uid, entry.pointee.pw_gid)
    }

    /// Hands a file or a folder that was made for output to the user.
    func handOver(_ descriptor: Int32) {
        var status = stat()
        guard let user, descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else { return }
        // A device is nobody's to give away.
        guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR else { return }
        fchown(descriptor, user.uid, user.gid)
    }

    /// Whether the user may make files in a folder.
    func mayWrite(in folder: String) -> Bool {
        guard let user, user.uid != 0 else { return true }
        var status = stat()
        guard unsafe stat(folder, &status) == 0 else { return false }
        return status.st_uid == user.uid && status.st_mode & S_IWUSR != 0
            || status.st_gid == user.gid && status.st_mode & S_IWGRP != 0 || status.st_mode & S_IWOTH != 0
    }

    /// Gives everything up, and fences the process in to `folders`.
    func drop(keeping folders: [Int32]) throws(CommandError) {
        let status = unsafe tcpexplain_drop_privileges(user?.name ?? "", user?.uid ?? 0, user?.gid ?? 0)
        guard status == 0 else {
            throw CommandError("privileges could not be dropped: \(unsafe String(cString: strerror(errno)))")
        }
        unsafe folders.withUnsafeBufferPointer { _ = unsafe tcpexplain_fence($0.baseAddress, Int32($0.count)) }
    }

    /// What to say when the system does not let us capture.
    static func advice(device: String, filter: String?) -> String {
        let binary = ownPath()
        let expression = filter.map { " '\($0)'" } ?? ""
        return "\(device): no permission to capture: it takes CAP_NET_RAW. Run as root, or once: "
            + "sudo setcap cap_net_raw,cap_net_admin=eip \(binary); or through a pipe: "
            + "sudo tcpdump -i \(device) -U -w -\(expression) | tcpexplain -"
    }

    private static func ownPath() -> String {
        guard let path = unsafe realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments[0], nil) else {
            return CommandLine.arguments[0]
        }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
