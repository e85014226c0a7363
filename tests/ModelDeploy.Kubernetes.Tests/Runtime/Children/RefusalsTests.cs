using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

public sealed class RefusalsTests
{
    [Theory]
    [InlineData(
        ApiReason.Forbidden,
        """deployments.apps "deploy-iris" is forbidden: User "system:serviceaccount:a:b" cannot patch resource "deployments" in API group "apps" in the namespace "models" """,
        FailureReason.RuntimeRejected, "system:serviceaccount:a:b may not patch deployments.apps in the namespace models.")]
    [InlineData(
        ApiReason.Forbidden,
        """services "deploy-iris" is forbidden: User "x" cannot create resource "services" in API group "" in the namespace "models" """,
        FailureReason.RuntimeRejected, "x may not create services in the namespace models.")]
    [InlineData(
        ApiReason.Forbidden,
        """somebody cannot create resource "services" in API group "" in the namespace "models" """,
        FailureReason.RuntimeRejected, "ModelDeploy may not create services in the namespace models.")]
    [InlineData(ApiReason.Forbidden, """services "deploy-iris" is forbidden: exceeded quota: q, requested: services=1, used: services=1, limited: services=1""", FailureReason.AdmissionDenied, null)]
    [InlineData(ApiReason.BadRequest, """admission webhook "policy.example.com" denied the request: no root""", FailureReason.AdmissionDenied, null)]
    [InlineData(ApiReason.Unavailable, """Internal error occurred: failed calling webhook "policy.example.com": connection refused""", FailureReason.AdmissionDenied, null)]
    [InlineData(ApiReason.Invalid, """Deployment.apps "deploy-iris" is invalid: spec.selector: field is immutable""", FailureReason.RuntimeRejected, null)]
    [InlineData(ApiReason.NotFound, """namespaces "models" not found""", FailureReason.RuntimeRejected, null)]
    public void A_refusal_is_told_by_what_refused(ApiReason reason, string message, FailureReason expected, string? sentence)
    {
        var failure = Assert.IsType<RuntimeAnswer.Rejected>(Answer(reason, message)).Failure;

        Assert.Equal(expected, failure.Reason);
        Assert.Equal(message.Trim(), Assert.Single(failure.Evidence));
        if (sentence is not null)
            Assert.Equal(sentence, failure.Message);
    }

    [Theory]
    [InlineData(ApiReason.Unreachable)]
    [InlineData(ApiReason.TooManyRequests)]
    [InlineData(ApiReason.Unavailable)]
    [InlineData(ApiReason.Timeout)]
    [InlineData(ApiReason.Conflict)]
    [InlineData(ApiReason.Unauthorized)]
    public void What_passes_is_no_refusal(ApiReason reason) => Assert.Equal(new RuntimeAnswer.Unreachable("not now"), Answer(reason, "not now"));

    private static RuntimeAnswer Answer(ApiReason reason, string message) => Refusals.AnswerOf(new ApiError(reason, message, 0, null, []), "models");
}
