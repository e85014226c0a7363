using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Core.Runtimes;

/// <summary>What a runtime says to a workload.</summary>
public abstract record RuntimeAnswer
{
    private RuntimeAnswer() { }

    /// <summary>Taken; the runtime makes it so and keeps it so, also over a restart of the portal.</summary>
    /// <param name="Stirs">Whether much will follow at once of which the runtime tells, so that what is seen now is old in a moment.</param>
    public sealed record Accepted(bool Stirs = false) : RuntimeAnswer;

    /// <summary>Refused for this reason; what ran before goes on.</summary>
    public sealed record Rejected(Failure Failure) : RuntimeAnswer;

    /// <summary>Could not be asked.</summary>
    public sealed record Unreachable(string Because) : RuntimeAnswer;
}
