import CPlatform
import Platform

/// Who this process becomes, and what it can still do, before a single byte of a capture is looked at.
struct Privileges {
    /// The user to become; nil if this process is not root's, and has only capabilities to drop.
    private let user: SystemUser?
    /// Who is to own new files: the one who called sudo, or the user of `--user`; nil for whoever runs this process.
    private let owner: SystemUser?

    /// - Parameter wanted: the user that was named; by default `nobody`.
    init(wanted: String?) throws(CommandError) {
        guard geteuid() == 0 else {
            if let wanted { throw CommandError(.onlyRoot(user: wanted)) }
            user = nil
            owner = nil
            return
        }
        user = try wanted.map { name throws(CommandError) in try Self.user(name, of: "--user") } ?? .nobody
        // Without capabilities it would own every file of the system still.
        if let wanted, user?.uid == 0 { throw CommandError(.userIsRoot(wanted)) }
        if let caller = Terminal.environment("SUDO_USER"), caller != "root" {
            owner = try Self.user(caller, of: "SUDO_USER")
        } else {
            owner = wanted == nil ? nil : user
        }
    }

    private static func user(_ name: String, of option: String) throws(CommandError) -> SystemUser {
        guard let user = SystemUser(name: name) else {
            throw CommandError(.noSuchUser(option: option, name: name))
        }
        return user
    }

    /// Who a command is run as: the one who called sudo, or else whoever runs this process.
    var commandUser: SystemUser? { Terminal.environment("SUDO_USER") == nil ? nil : owner }

    /// Does something with files as their owner would.
    func actingAsOwner<Result>(_ body: () throws(CommandError) -> Result) throws(CommandError) -> Result {
        guard let owner, owner.uid != 0 else { return try body() }
        guard tcpexplain_act_as(owner.uid, owner.gid) == 0 else {
            throw CommandError(.outputs(reason: unsafe String(cString: strerror(errno))))
        }
        defer { if tcpexplain_act_as(0, 0) != 0 { ExitStatus.exit(.nothingAnalysed) } }
        return try body()
    }

    /// Starts the process that makes output files, as their owner.
    func startOutputFiles() throws(CommandError) {
        let error: Int32
        if let owner, owner.uid != 0 {
            // Of the groups the first alone.
            var owner = unsafe tcpexplain_user(groups_of: nil, uid: owner.uid, gid: owner.gid)
            error = unsafe tcpexplain_files_start(&owner)
        } else {
            var same = unsafe tcpexplain_user(groups_of: nil, uid: 0, gid: 0)
            error = unsafe tcpexplain_files_start(&same)
        }
        guard error == 0 else {
            throw CommandError(.outputs(reason: unsafe String(cString: strerror(error))))
        }
    }

    /// Gives everything up for good.
    ///
    /// - Parameter mustBecomeUser: whether it is an error that the system lets root become nobody else, as in some containers.
    func drop(_ needs: Needs, mustBecomeUser: Bool) throws(CommandError) {
        var become = unsafe tcpexplain_user(groups_of: nil, uid: user?.uid ?? 0, gid: user?.gid ?? 0)
        var status = unsafe tcpexplain_drop_privileges(&become)
        if status != 0, !mustBecomeUser, errno == EPERM || errno == EINVAL {
            unsafe become.uid = 0
            status = unsafe tcpexplain_drop_privileges(&become)
        }
        guard status == 0 else {
            throw CommandError(.privileges(reason: unsafe String(cString: strerror(errno))))
        }
        var confined = tcpexplain_needs(
            readable_folder: needs.readableFolder ?? -1, writes_files: needs.writesFiles, starts_threads: needs.startsThreads,
            later_files: Int32(needs.laterFiles), packet_socket: needs.packetSocket ?? -1)
        let missing = unsafe tcpexplain_confine(&confined)
        try Self.check(-missing)
        // Whoever runs it as root is promised both.
        guard user != nil, missing > 0 else { return }
        let names = [(TCPEXPLAIN_NO_LANDLOCK, "Landlock"), (TCPEXPLAIN_NO_SECCOMP, "seccomp")]
        Terminal.say(.unconfined(names.filter { missing & Int32($0.0) != 0 }.map(\.1)))
    }

    /// - Parameter error: what confining came to: an error number if it is positive.
    private static func check(_ error: Int32) throws(CommandError) {
        if error > 0 { throw CommandError(.confinement(reason: unsafe String(cString: strerror(error)))) }
    }

    /// Gives up what a process does not need that only starts runs of this program.
    static func keepOnlyStarting() throws(CommandError) {
        guard tcpexplain_only_start() == 0 else {
            throw CommandError(.privileges(reason: unsafe String(cString: strerror(errno))))
        }
    }

    /// From here on the process that makes output files opens no other folder.
    static func lockOutputFiles() throws(CommandError) { try check(tcpexplain_files_lock()) }

    /// What the process must still be able to do.
    struct Needs {
        /// A folder beneath which files are read.
        var readableFolder: Int32?
        var writesFiles = false
        var startsThreads = false
        /// How many files are opened later, and are open at the same time.
        var laterFiles: UInt16 = 0
        /// What packets are captured from, and nothing is sent through.
        var packetSocket: Int32?
    }

    /// What to say when the system does not let us capture.
    static func advice(device: String, filter: String?) -> Complaint {
        .permission(device: device, binary: ownPath(), filter: filter)
    }

    private static func ownPath() -> String {
        guard let path = unsafe realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments[0], nil) else {
            return CommandLine.arguments[0]
        }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
