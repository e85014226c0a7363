using System.Globalization;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>Counts in words.</summary>
public static class Numbers
{
    /// <summary>With a mark between thousands: <c>10,000</c>.</summary>
    public static string Of(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The count and its noun: <c>1 deployment</c>, <c>10,000 deployments</c>.</summary>
    public static string Deployments(int count) => $"{Of(count)} {(count == 1 ? "deployment" : "deployments")}";
}
