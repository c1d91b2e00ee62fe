import CShims

/// Asks for memory that is needed soon to be fetched into the cache.
public enum Prefetch {
    /// The first bytes of an object, of which nothing is read now.
    @inline(__always)
    public static func object<Object: AnyObject>(_ object: Object, bytes: Int) {
        unsafe tcpexplain_prefetch(Unmanaged.passUnretained(object).toOpaque(), bytes)
    }
}
