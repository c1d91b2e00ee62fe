/// The program and the style of a page, put together of the files in `Page`.
enum PageProgram {
    /// One function, so that nothing of it is a name of the window.
    static var script: [UInt8] {
        var all = Array("\"use strict\";(() => {\n".utf8)
        for part in parts { all += part }
        return all + Array("})();\n".utf8)
    }

    static var style: [UInt8] { PackageResources.style_css }

    /// What a file declares is there for those behind it; what runs at once stands in the last one.
    private static var parts: [[UInt8]] {
        [
            PackageResources.dom_js, PackageResources.data_js, PackageResources.words_js, PackageResources.route_js,
            PackageResources.list_js, PackageResources.spark_js, PackageResources.hosts_js, PackageResources.moments_js,
            PackageResources.filter_js, PackageResources.home_js, PackageResources.connection_js, PackageResources.rows_js,
            PackageResources.ladder_js, PackageResources.hover_js, PackageResources.packet_js, PackageResources.exchanges_js,
            PackageResources.indent_js, PackageResources.content_js, PackageResources.plot_js, PackageResources.plots_js,
            PackageResources.waterfall_js,
            PackageResources.main_js,
        ]
    }
}
