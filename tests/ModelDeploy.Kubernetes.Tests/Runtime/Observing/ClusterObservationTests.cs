using System.Text.Json;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Observing;

public sealed class ClusterObservationTests
{
    [Fact]
    public void Nothing_is_nothing() => Assert.Equal(Observation.Nothing, Look(new DeploymentObjects(null, [], [], [])));

    [Theory]
    [InlineData("all is done", 2, 2, 2, 2, 2, false)]
    [InlineData("the Deployment was not looked at", 2, 1, 2, 2, 2, true)]
    [InlineData("the ReplicaSet was not looked at", 2, 2, 2, 1, 2, true)]
    [InlineData("scaled to nothing, and the ReplicaSet not yet", 0, 2, 2, 2, 2, true)]
    [InlineData("scaled to nothing", 0, 2, 0, 2, 0, false)]
    [InlineData("pods that we do not see yet", 2, 2, 2, 2, 3, true)]
    public void It_is_behind_until_the_clusters_controllers_have_acted(
        string what, int replicas, int observed, int setReplicas, int setObserved, int setPods, bool behind)
    {
        var pods = Enumerable.Range(0, 2).Select(number => APod.Named($"pod-{number}", owner: "set").Ready()).ToList();
        var objects = new DeploymentObjects(
            Child("deploy-iris", replicas, "t1", generation: 2, observed), [Child("set", setReplicas, "t1", generation: 2, setObserved, setPods)], [], pods);

        Assert.True(Look(objects).Behind == behind, what);
        Assert.Equal(replicas, Look(objects).Wanted);
    }

    [Fact]
    public void It_is_behind_while_there_is_no_ReplicaSet_of_the_template_yet()
    {
        var deployment = Child("deploy-iris", 1, "t2", generation: 2, observed: 2);

        Assert.True(Look(new DeploymentObjects(deployment, [Child("old", 1, "t1", 1, 1)], [], [])).Behind);
        Assert.False(Look(new DeploymentObjects(deployment, [Child("old", 1, "t1", 1, 1), Child("new", 1, "t2", 1, 1)], [], [])).Behind);
    }

    [Fact]
    public void It_is_behind_while_the_Deployment_is_being_deleted()
    {
        var deployment = Child("deploy-iris", 1, "t1", 2, 2);
        deployment = deployment with { Metadata = deployment.Metadata with { DeletionTimestamp = APod.Start } };

        Assert.True(Look(new DeploymentObjects(deployment, [Child("set", 1, "t1", 1, 1)], [], [])).Behind);
    }

    [Fact]
    public void Pods_are_replicas_in_their_states()
    {
        var ended = APod.Ended(0, 10, 12);
        PodObject[] pods =
        [
            APod.Named("creating"),
            APod.Named("crashed").With(ended),
            APod.Named("lost").Ready(after: 8).WithCondition(new Condition("Ready", "False", LastTransitionTime: APod.Start.AddSeconds(40))),
            APod.Named("restarted").With(APod.Running(since: 22), ended, restarts: 1),
            APod.Named("serving").Ready(after: 8),
            APod.Named("starting").With(APod.Running(since: 4)),
            APod.Named("stopping").Ready(after: 8).Ending(since: 50),
            APod.Named("waiting").With(APod.Waiting("CrashLoopBackOff"), ended),
        ];

        var replicas = Look(new DeploymentObjects(Child("deploy-iris", 8, "t1", 1, 1), [], [], pods)).Replicas;

        Assert.Equal(
            [
                ("creating", ReplicaState.Starting, false, 0),
                ("crashed", ReplicaState.Waiting, false, 12),
                ("lost", ReplicaState.Running, false, 40),
                ("restarted", ReplicaState.Starting, false, 22),
                ("serving", ReplicaState.Running, true, 8),
                ("starting", ReplicaState.Starting, false, 0),
                ("stopping", ReplicaState.Stopping, false, 50),
                ("waiting", ReplicaState.Waiting, false, 12),
            ],
            replicas.Select(replica => (replica.Name, replica.State, replica.Ready, (int)(replica.Since!.Value - APod.Start).TotalSeconds)));
        Assert.Equal("http://10.244.0.7:9000", replicas.Single(replica => replica.Name == "serving").Address);
    }

    [Fact]
    public void A_pod_that_was_evicted_is_no_replica_but_tells_why()
    {
        var evicted = APod.Named() with { Status = new PodStatus("Failed", "Evicted", "The node was low on resource: memory.", null, null, null, null) };

        var seen = Look(new DeploymentObjects(Child("deploy-iris", 1, "t1", 1, 1), [Child("set", 1, "t1", 1, 1)], [], [evicted]));

        Assert.Empty(seen.Replicas);
        Assert.Equal((FailureReason.Unschedulable, false), (seen.Problem!.Failure.Reason, seen.Problem.Certain));
        Assert.Equal("Evicted: The node was low on resource: memory.", Assert.Single(seen.Problem.Failure.Evidence));
    }

    [Fact]
    public void A_quota_of_the_cluster_is_certain_once_no_replica_is_leaving()
    {
        const string Said = """pods "deploy-iris-1-x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1""";
        var set = Child("set", 1, "t1", 1, 1);
        set = set with { Status = set.Status! with { Conditions = [new Condition("ReplicaFailure", "True", "FailedCreate", Said, APod.Start)] } };
        var deployment = Child("deploy-iris", 1, "t1", 1, 1);

        var denied = Look(new DeploymentObjects(deployment, [set], [], [])).Problem!;
        var meanwhile = Look(new DeploymentObjects(deployment, [set], [], [APod.Named("old", template: "t0").Ending(since: 3)])).Problem!;

        Assert.Equal((FailureReason.AdmissionDenied, true), (denied.Failure.Reason, denied.Certain));
        Assert.Equal("exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1", Assert.Single(denied.Failure.Evidence));
        Assert.False(meanwhile.Certain);
    }

    [Fact]
    public void Only_exits_of_the_newest_template_are_told()
    {
        PodObject[] pods = [APod.Named("new", "t2").With(APod.Ended(0, 1, 2)), APod.Named("old", "t1").With(APod.Ended(0, 3, 4))];

        Assert.Equal("new", Assert.Single(Look(new DeploymentObjects(Child("deploy-iris", 1, "t2", 1, 1), [], [], pods)).Exits).Replica);
    }

    [Fact]
    public void What_is_not_ready_is_looked_at_again_and_what_is_ready_is_not()
    {
        DeploymentObjects Of(PodObject pod) => new(null, [], [], [pod]);

        Assert.Null(ClusterObservation.LookAgainAt(Of(APod.Named().Ready()), APod.Start));
        Assert.Null(ClusterObservation.LookAgainAt(Of(APod.Named().Ending(since: 1)), APod.Start));
        Assert.Equal(APod.Start + EvidenceReader.SoonPace, ClusterObservation.LookAgainAt(Of(APod.Named()), APod.Start));
        Assert.Equal(APod.Start.AddHours(1) + EvidenceReader.LaterPace, ClusterObservation.LookAgainAt(Of(APod.Named()), APod.Start.AddHours(1)));
    }

    [Fact]
    public void A_pod_without_a_node_is_looked_at_again_when_that_counts_as_certain_and_then_only_when_something_changes()
    {
        var pod = APod.Named().WithCondition(new Condition("PodScheduled", "False", "Unschedulable", "0/1 nodes are available", APod.Start.AddSeconds(1)));
        var objects = new DeploymentObjects(null, [], [], [pod]);

        Assert.Equal(APod.Start.AddSeconds(31), ClusterObservation.LookAgainAt(objects, APod.Start.AddSeconds(2)));
        Assert.Null(ClusterObservation.LookAgainAt(objects, APod.Start.AddSeconds(31)));
    }

    private static Observation Look(DeploymentObjects objects) =>
        ClusterObservation.Of(objects, pod => PodStory.None.With(pod), _ => PodEvidence.None, APod.Start.AddMinutes(1));

    private static ChildObject Child(string name, int replicas, string template, long generation, long observed, int pods = 0) => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = name, Generation = generation },
        Spec = JsonDocument.Parse($$$"""{"template":{"metadata":{"labels":{"modeldeploy.io/template":"{{{template}}}"} } },"replicas":{{{replicas}}} }""").RootElement,
        Status = new ChildStatus(observed, pods, null),
    };
}
