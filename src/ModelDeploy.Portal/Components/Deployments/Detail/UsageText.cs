using System.Globalization;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What a replica uses, in words; a dash for what is not known.</summary>
public static class UsageText
{
    private const long MiB = 1 << 20;

    /// <summary>For example <c>0.25 CPU</c>.</summary>
    public static string Cores(ReplicaUsage? usage) =>
        usage?.Cores is { } cores ? string.Create(CultureInfo.CurrentCulture, $"{cores:0.00} CPU") : "–";

    /// <summary>For example <c>85 MiB of 512 MiB</c>, or without the limit where that is null.</summary>
    public static string Memory(ReplicaUsage? usage, long? limit)
    {
        if (usage is null)
            return "–";
        var used = Amounts.Memory(usage.Memory < MiB ? usage.Memory : usage.Memory / MiB * MiB);
        return limit is { } most ? SharedTexts.UsedOfLimit.With(used, Amounts.Memory(most)) : used;
    }
}
