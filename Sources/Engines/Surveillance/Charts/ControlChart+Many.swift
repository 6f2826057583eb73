import Threads

extension ControlChart {
    /// XmR charts of many series at once, in their order whatever the number of threads.
    public static func xmr(
        many series: [[Double?]], settings: ChartSettings, threads: Int
    ) -> [Result<ControlChart, ChartError>] {
        SharedWork.map(series.count, threads: threads) { index in
            do throws(ChartError) {
                return .success(try xmr(series[index], settings: settings))
            } catch {
                return .failure(error)
            }
        }
    }
}
