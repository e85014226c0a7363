using ModelDeploy.Kubernetes.Runtime.Diagnosing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

public sealed class ProbeTextTests
{
    [Theory]
    [InlineData("Startup probe failed: HTTP probe failed with statuscode: 503", "HTTP 503")]
    [InlineData("Readiness probe failed: dial tcp 10.244.0.2:9000: connect: connection refused", "connection refused")]
    [InlineData("""Readiness probe failed: Get "http://10.244.0.2:9000/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)""", "no answer in time")]
    [InlineData("""Startup probe failed: Get "http://10.244.0.2:9000/": read tcp 10.244.0.1:53214->10.244.0.2:9000: read: connection reset by peer""", "connection closed without an answer")]
    [InlineData("""Startup probe failed: Get "http://10.244.0.2:9000/": EOF""", "connection closed without an answer")]
    [InlineData("Startup probe failed: something new", "something new")]
    public void What_answered_is_told_in_short(string message, string answer) => Assert.Equal(answer, ProbeText.AnswerOf(message));

    [Theory]
    [InlineData("read udp 10.0.0.5:41234->10.0.0.10:53: i/o timeout", "read udp 10.0.0.10:53: i/o timeout")]
    [InlineData("""pods "deploy-iris-7d9f-x2x4z" is forbidden: exceeded quota: q""", "exceeded quota: q")]
    [InlineData("""container has runAsNonRoot and image will run as root (pod: "deploy-iris-55f-4gsgh_models(34d9)", container: model)""", "container has runAsNonRoot and image will run as root")]
    [InlineData("""Pod "deploy-iris-7d9f-x2x4z" is invalid: spec.containers[0].image: Required value""", "spec.containers[0].image: Required value")]
    [InlineData("""failed to start exec "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef": no such file""", "failed to start exec: no such file")]
    public void What_differs_each_time_is_left_out(string text, string stable) => Assert.Equal(stable, ClusterText.Stable(text));
}
