using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>One resource of a forecast in words and as shares of a bar.</summary>
/// <param name="Resource">Its name.</param>
/// <param name="Used">What the group's other deployments hold.</param>
/// <param name="Wanted">What this one would hold at its peak.</param>
/// <param name="Limit">The quota, or "unlimited".</param>
/// <param name="Missing">How much more would be needed, or null when it fits.</param>
public sealed record QuotaLine(string Resource, string Used, string Wanted, string Limit, string? Missing)
{
    /// <summary>The part of the bar for what others hold, 0 to 1; without a limit nothing is filled.</summary>
    public decimal UsedShare { get; init; }

    /// <summary>The part of the bar for what is wanted; both together are at most 1, and where it does not fit exactly 1.</summary>
    public decimal WantedShare { get; init; }

    /// <summary>The forecast's resources; GPUs only where some are wanted, used or limited.</summary>
    public static IReadOnlyList<QuotaLine> Of(QuotaForecast forecast)
    {
        var (used, wanted, limit) = (forecast.UsedByOthers, forecast.Wanted, forecast.Limit);
        List<QuotaLine> lines =
        [
            Line(QuotaResource.Cpu, "CPU", used.Resources.Cpu, wanted.Resources.Cpu, limit.Cpu, Amounts.Cpu),
            Line(QuotaResource.Memory, SharedTexts.Memory, used.Resources.Memory, wanted.Resources.Memory, limit.Memory, Amounts.Memory),
        ];
        if (used.Resources.Gpu + wanted.Resources.Gpu > 0 || limit.Gpu > 0)
            lines.Add(Line(QuotaResource.Gpu, "GPU", used.Resources.Gpu, wanted.Resources.Gpu, limit.Gpu, ResourceText.Gpu));
        lines.Add(Line(QuotaResource.Deployments, SharedTexts.Deployments, used.Deployments, wanted.Deployments, limit.MaxDeployments, Count));
        return lines;

        QuotaLine Line(QuotaResource resource, string name, decimal others, decimal want, decimal? most, Func<decimal, string> words)
        {
            // Over the limit the bar is as long as what is asked for, so that both parts stay to be seen.
            var whole = Math.Max(most ?? 0, others + want);
            return new QuotaLine(
                name, words(others), words(want), most is { } amount ? words(amount) : FormTexts.Unlimited,
                forecast.Shortages.FirstOrDefault(shortage => shortage.Resource == resource) is { } shortage ? ShortageText.MissingOf(shortage) : null)
            {
                UsedShare = most is null || whole == 0 ? 0 : others / whole,
                WantedShare = most is null || whole == 0 ? 0 : want / whole,
            };
        }
    }

    private static string Count(decimal count) => count.ToString("0", CultureInfo.CurrentCulture);
}
