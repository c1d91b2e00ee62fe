/// Why a file could not be read or written, in the words of the system and of the readers.
extension Chinese {
    /// A reason that is known in Chinese; others stay as they are.
    public func why(_ reason: String) -> Text { Self.reasons[reason] ?? Text(outside: reason) }

    private static let reasons: [String: Text] = [
        "No such file or directory": "没有这个文件或目录", "Permission denied": "没有权限", "Operation not permitted": "不允许的操作",
        "Is a directory": "是目录", "Not a directory": "不是目录", "No space left on device": "磁盘已满", "Disk quota exceeded": "超出磁盘配额",
        "File too large": "文件过大", "Read-only file system": "文件系统只读", "Broken pipe": "管道已关闭", "Input/output error": "输入输出错误",
        "Too many levels of symbolic links": "符号链接的层数过多", "File exists": "文件已存在", "out of memory": "内存不足",
        "Cannot allocate memory": "内存不足", "No buffer space available": "缓冲区不足", "Network is down": "网络已停用",
        "Connection timed out": "连接超时",
        "Stale file handle": "文件句柄已失效", "Interrupted system call": "系统调用被中断", "Bad file descriptor": "文件描述符无效",
        "Too many open files": "打开的文件过多", "Invalid argument": "参数无效", "No such device": "没有这个设备",
        // Those of libzstd.
        "Data corruption detected": "内容有误", "Restored data doesn't match checksum": "解出的数据与校验和不符",
        "Frame requires too much memory for decoding": "解压所需的内存过多", "Unknown frame descriptor": "未知的帧标识",
        "Version not supported": "版本不受支持", "Unsupported frame parameter": "帧的参数不受支持", "Dictionary mismatch": "字典不符",
        "Src size is incorrect": "输入的长度有误", "Allocation error : not enough memory": "内存不足",
        // Those of libpcap.
        "syntax error in filter expression": "过滤表达式有语法错误",
        "can't parse filter expression: syntax error": "过滤表达式有语法错误", "expression rejects all packets": "它不会匹配任何数据包",
    ]
}
