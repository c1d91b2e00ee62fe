import Language

/// Why a file could not be read or written, in the words of the system and of the readers.
extension Chinese {
    /// A reason that is known in Chinese; others stay as they are.
    func why(_ reason: String) -> Text { Self.reasons[reason] ?? outside(reason) }

    private static let reasons: [String: Text] = [
        "No such file or directory": "没有这个文件或目录", "Permission denied": "没有权限", "Operation not permitted": "不允许的操作",
        "Is a directory": "是目录", "Not a directory": "不是目录", "No space left on device": "磁盘已满", "Disk quota exceeded": "超出磁盘配额",
        "File too large": "文件过大", "Read-only file system": "文件系统只读", "Broken pipe": "管道已关闭", "Input/output error": "输入输出错误",
        "Too many levels of symbolic links": "符号链接的层数过多", "File exists": "文件已存在", "out of memory": "内存不足",
        "Cannot allocate memory": "内存不足", "the gzip data is cut short": "gzip 数据被截断", "the gzip data is damaged": "gzip 数据已损坏",
        "the zstd data is cut short": "zstd 数据被截断", "the zstd data is damaged": "zstd 数据已损坏",
    ]
}
