namespace ModelDeploy.Core.Diagnosis;

/// <summary>A failure in words that help.</summary>
/// <param name="Reason">The type.</param>
/// <param name="Message">One sentence: what is wrong.</param>
/// <param name="Evidence">What shows it (an exit code, log lines, an event), at most 24 lines; may be empty.</param>
/// <param name="NextStep">One sentence: what to do.</param>
public sealed record Failure(FailureReason Reason, string Message, EquatableList<string> Evidence, string NextStep);
