using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>Panels of the processes that more than one dashboard shows.</summary>
internal static class ProcessPanels
{
    public static Panel Cpu(string title) => new(
        title, "Part of the cores a process may use that it does use. Near 100 %: everything takes longer, whatever it is.", GrafanaUnit.Share,
        new Query(Expression.Ratio(Expression.Rate(LibraryMetrics.CpuTime, "job, instance"), Expression.Sum(LibraryMetrics.CpuCount, "job, instance")), "{{job}} {{instance}}"))
    { Limit = 0.9 };
}
