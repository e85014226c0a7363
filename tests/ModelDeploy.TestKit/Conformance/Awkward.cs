using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>Records with every field set to something that a careless store would spoil.</summary>
internal static class Awkward
{
    /// <summary>Markup, an ANSI sequence, right-to-left text and its override, a combining mark, an emoji, quotes, NUL and other control characters.</summary>
    public const string Text = "<b>\"it's\"</b> \u001b[31mred\u001b[0m \u202Eעברית\u202C e\u0301 🌷 \\ %_ ';-- \0 \u0007 \r\n\t end ";

    private static readonly DateTimeOffset Precise = AChange.Start.AddTicks(1_234_567);

    public static PersonRef Person { get; } = new(new PersonKey("https://issuer.example/" + Text, Text), Text);

    public static Change Change(ChangeAction action) => new(action, Person, Precise, Text, FromRevision: 7);

    public static DeploymentSpec Spec { get; } = new()
    {
        Group = "demo",
        DisplayName = Text,
        InstanceType = "cpu-tiny",
        Replicas = 100,
        ModelImage = "registry.example:5000/a/b@sha256:0123",
        ImagePullSecret = Text,
        ModelUri = "s3://bucket/" + Text,
        Port = 65_535,
        Readiness = Readiness.Http("/" + Text),
        Env = [new EnvVariable("A", Text), new EnvVariable("B", Text, Secret: true), new EnvVariable("C", "")],
        Metadata = [new MetadataEntry(Text, Text), new MetadataEntry("empty", "")],
        Description = Text,
        Access = AccessType.Private,
        Deadline = TimeSpan.FromTicks(12_345_678_901),
        Stop = true,
    };

    public static DeploymentStatus Status { get; } = new()
    {
        ObservedGeneration = long.MaxValue,
        Phase = DeploymentPhase.Failed,
        Message = Text,
        Failure = Failure(FailureReason.Crashed),
        Wanted = 3,
        Updated = 2,
        Available = 1,
        Replicas = [Replica("a", Problem(certain: true)), Replica("b", null)],
        Template = Text,
        LastDeployed = new ServingRevision(4, Text),
        Grant = Grant("granted"),
        Waiting = Grant("waiting"),
        LostReplicaAt = Precise,
        UnknownSince = Precise.AddDays(1),
        ChangedAt = Precise.AddDays(2),
    };

    private static Failure Failure(FailureReason reason) => new(reason, Text, [Text, "", "second"], Text);

    private static ReplicaProblem Problem(bool certain) => new(Failure(FailureReason.NotReady), Precise, certain);

    private static ReplicaObservation Replica(string name, ReplicaProblem? problem) => new()
    {
        Name = name,
        Template = Text,
        State = ReplicaState.Waiting,
        Ready = problem is null,
        Address = problem is null ? "http://127.0.0.1:20001" : null,
        CreatedAt = Precise,
        Since = problem is null ? null : Precise,
        Restarts = 5,
        Problem = problem,
    };

    private static Grant Grant(string inputs) => new()
    {
        Template = Text,
        Inputs = inputs,
        Each = new Resources(0.1m, long.MaxValue / 2, 8),
        Placement = new Placement("amd.com/gpu", [new NodeLabel("zone", "a")], [new Toleration(null, "Exists", null, "NoExecute", 5_000_000_000)]),
        Replicas = 2,
        Surge = 1,
        Older = new Resources(0.3m, 1, 1),
        Total = new Resources(79_228_162_514.3m, long.MaxValue, int.MaxValue),
        At = Precise,
    };
}
