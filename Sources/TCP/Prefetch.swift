import CShims

/// Asks for memory that is needed soon to be fetched into the cache.
public enum Prefetch {
    /// The first bytes of an object, of which nothing is read now.
    @inline(__always)
    public static func object<Object: AnyObject>(_ object: Object, bytes: Int) {
        unsafe tcpexplain_prefetch(Unmanaged.passUnretained(object).toOpaque(), bytes)
    }

    @inline(__always)
    static func memory(_ start: UnsafeRawPointer, _ bytes: Int) { unsafe tcpexplain_prefetch(start, bytes) }

    /// Where an object lies, to be fetched later without counting the reference.
    @inline(__always)
    static func address(of object: any ApplicationLayer) -> UnsafeRawPointer {
        unsafe UnsafeRawPointer(Unmanaged.passUnretained(object as AnyObject).toOpaque())
    }
}
