using System.Globalization;

namespace ModelDeploy.Core.Quotas;

/// <summary>Shortages in words.</summary>
public static class ShortageText
{
    /// <summary>The whole account: <c>1 CPU wanted, 3.5 CPU of 4 CPU used</c>.</summary>
    public static string Of(Shortage shortage) =>
        $"{Amount(shortage.Resource, shortage.Wanted)} wanted, {Amount(shortage.Resource, shortage.Used)} of {Amount(shortage.Resource, shortage.Limit)} used";

    /// <summary>Only what is missing: <c>0.5 CPU</c>.</summary>
    public static string MissingOf(Shortage shortage) => Amount(shortage.Resource, shortage.Missing);

    private static string Amount(QuotaResource resource, decimal amount) => resource switch
    {
        QuotaResource.Cpu => Amounts.Cpu(amount),
        QuotaResource.Memory => Amounts.Memory(amount),
        QuotaResource.Gpu => string.Create(CultureInfo.InvariantCulture, $"{amount:0} GPU"),
        QuotaResource.Deployments => string.Create(CultureInfo.InvariantCulture, $"{amount:0} {(amount == 1 ? "deployment" : "deployments")}"),
    };
}
