using System.Globalization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Quotas;

/// <summary>Shortages in words.</summary>
public static class ShortageText
{
    /// <summary>The whole account: <c>1 CPU wanted, 3.5 CPU of 4 CPU used</c>.</summary>
    public static string Of(Shortage shortage) =>
        QuotaTexts.Shortage.With(
            Amount(shortage.Resource, shortage.Wanted), Amount(shortage.Resource, shortage.Used), Amount(shortage.Resource, shortage.Limit));

    /// <summary>Only what is missing: <c>0.5 CPU</c>.</summary>
    public static string MissingOf(Shortage shortage) => Amount(shortage.Resource, shortage.Missing);

    private static string Amount(QuotaResource resource, decimal amount) => resource switch
    {
        QuotaResource.Cpu => Amounts.Cpu(amount),
        QuotaResource.Memory => Amounts.Memory(amount),
        QuotaResource.Gpu => string.Create(CultureInfo.InvariantCulture, $"{amount:0} GPU"),
        QuotaResource.Deployments => Phrases.Count((long)amount, QuotaTexts.OneDeployment, QuotaTexts.Deployments),
    };
}
