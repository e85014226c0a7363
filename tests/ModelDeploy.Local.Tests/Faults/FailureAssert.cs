using System.Text.RegularExpressions;
using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>Compares a failure with the words that people shall read.</summary>
internal static class FailureAssert
{
    /// <summary>Stands in a sentence for how often a model exited: before a test looks, it may have exited once more.</summary>
    public const string Often = "{often}";

    private const string EitherCount = @"(2 times without ever being ready|\d+ times in the last 10 minutes)";

    /// <summary>The sentence and the next step begin so, and the evidence is this.</summary>
    public static void Says(string message, string[] evidence, string nextStep, Failure failure)
    {
        Assert.Matches("^" + Regex.Escape(message).Replace(Regex.Escape(Often), EitherCount, StringComparison.Ordinal), failure.Message);
        Assert.Equal(evidence, failure.Evidence);
        Assert.StartsWith(nextStep, failure.NextStep, StringComparison.Ordinal);
    }
}
