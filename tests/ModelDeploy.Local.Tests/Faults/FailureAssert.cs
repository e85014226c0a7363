using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>Compares a failure with the words that people shall read.</summary>
internal static class FailureAssert
{
    /// <summary>The sentence and the next step begin so, and the evidence is this.</summary>
    public static void Says(string message, string[] evidence, string nextStep, Failure failure)
    {
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(evidence, failure.Evidence);
        Assert.StartsWith(nextStep, failure.NextStep, StringComparison.Ordinal);
    }
}
