using System.Globalization;

namespace ModelDeploy.Core.Texts;

/// <summary>Texts from the resource files with their gaps filled, in the reader's language.</summary>
public static class Phrases
{
    /// <summary>Fills <c>{0}</c>, <c>{1}</c> … as the reader's language writes numbers.</summary>
    public static string With(this string template, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.CurrentCulture, template, values);

    /// <summary>A count with its noun: <c>{0}</c> in both is the count with marks between thousands.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">For exactly one: <c>{0} deployment</c>.</param>
    /// <param name="many">For none or several: <c>{0} deployments</c>.</param>
    public static string Count(long count, string one, string many) => (count == 1 ? one : many).With(Number(count));

    /// <summary>A whole number with marks between thousands: <c>10,000</c>, in German <c>10.000</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
