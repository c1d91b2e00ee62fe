import Platform

/// A user of the system.
struct SystemUser {
    let name: String
    let uid: UInt32
    let gid: UInt32

    /// The user of a name; nil where there is none.
    init?(name: String) {
        guard let entry = unsafe getpwnam(name) else { return nil }
        self.init(name: name, uid: unsafe entry.pointee.pw_uid, gid: unsafe entry.pointee.pw_gid)
    }

    private init(name: String, uid: UInt32, gid: UInt32) {
        self.name = name
        self.uid = uid
        self.gid = gid
    }

    /// Who owns nothing: `nobody`, or the number that stands for it where no such name is known.
    static var nobody: SystemUser { SystemUser(name: "nobody") ?? SystemUser(name: "nobody", uid: 65534, gid: 65534) }
}
