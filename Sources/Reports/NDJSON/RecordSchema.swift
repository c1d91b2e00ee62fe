/// The JSON Schema of the records, which `tcpexplain schema` prints: docs/records.schema.json, as bytes in the binary.
public enum RecordSchema {
    public static var bytes: [UInt8] { PackageResources.records_schema_json }
}
