namespace ModelDeploy.Core.Quotas;

/// <summary>How much of an amount a quota has room for.</summary>
public static class QuotaRoom
{
    /// <summary>How many times the amount fits beside what is used; null when nothing limits it, never negative.</summary>
    public static int? TimesThatFit(Resources each, Resources used, Quota quota)
    {
        int?[] times =
        [
            Times(each.Cpu, used.Cpu, quota.Cpu),
            Times(each.Memory, used.Memory, quota.Memory),
            Times(each.Gpu, used.Gpu, quota.Gpu),
        ];
        return times.Min();
    }

    /// <summary>Where even one of the amount does not fit beside what is used.</summary>
    public static EquatableList<Shortage> ShortagesOf(Resources each, Resources used, Quota quota)
    {
        Shortage[] all =
        [
            new(QuotaResource.Cpu, each.Cpu, used.Cpu, quota.Cpu ?? decimal.MaxValue),
            new(QuotaResource.Memory, each.Memory, used.Memory, quota.Memory ?? decimal.MaxValue),
            new(QuotaResource.Gpu, each.Gpu, used.Gpu, quota.Gpu ?? decimal.MaxValue),
        ];
        return all.Where(shortage => shortage.Wanted > 0 && shortage.Missing > 0).ToEquatableList();
    }

    private static int? Times(decimal each, decimal used, decimal? limit) => limit is not { } most || each <= 0
        ? null
        : (int)Math.Clamp(Math.Floor((most - used) / each), 0, int.MaxValue);
}
