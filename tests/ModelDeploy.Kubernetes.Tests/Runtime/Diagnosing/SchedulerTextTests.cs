using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

public sealed class SchedulerTextTests
{
    [Theory]
    [InlineData("0/1 nodes are available: 1 Insufficient cpu.", "The cluster's only node cannot take a replica: 1 without enough CPU.")]
    [InlineData(
        "0/5 nodes are available: 1 Insufficient memory, 1 Insufficient nvidia.com/gpu, 3 node(s) had taint {key: value}, that the pod didn't tolerate.",
        "None of the cluster's 5 nodes can take a replica: 1 without enough memory, 1 without enough GPUs, 3 with a taint that the instance type does not tolerate.")]
    [InlineData(
        "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
        "None of the cluster's 3 nodes can take a replica: 1 with a taint that the instance type does not tolerate, 2 without the labels that the instance type asks for.")]
    [InlineData("0/2 nodes are available: 2 node(s) didn't match node selector.", "None of the cluster's 2 nodes can take a replica: 2 without the labels that the instance type asks for.")]
    [InlineData("0/2 nodes are available: 2 Too many pods.", "None of the cluster's 2 nodes can take a replica: 2 with as many pods as fit.")]
    [InlineData("0/2 nodes are available: 2 node(s) were in a, b mood.", "None of the cluster's 2 nodes can take a replica: 2 for another reason (node(s) were in a; b mood).")]
    [InlineData("no nodes available to schedule pods", "No node of the cluster can take a replica.")]
    [InlineData("", "No node of the cluster can take a replica.")]
    public void The_schedulers_sentence_is_told_in_words(string message, string told)
    {
        var failure = SchedulerText.FailureOf(message);

        Assert.Equal((FailureReason.Unschedulable, told), (failure.Reason, failure.Message));
        Assert.Equal(message, Assert.Single(failure.Evidence));
    }
}
