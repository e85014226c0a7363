using System.Text.RegularExpressions;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>What a refused write means. Pure.</summary>
internal static partial class Refusals
{
    /// <summary>The runtime's answer to it.</summary>
    /// <param name="error">What the API server said.</param>
    /// <param name="inNamespace">Where it was asked.</param>
    public static RuntimeAnswer AnswerOf(ApiError error, string inNamespace)
    {
        var detail = ClusterText.Stable(error.Message);
        if (IsOfWebhook(error.Message) && AdmissionTexts.FailureOf(error.Message) is { } refused)
            return new RuntimeAnswer.Rejected(refused);
        return error.Reason switch
        {
            _ when error.IsPassing => new RuntimeAnswer.Unreachable(error.Message),
            ApiReason.Unauthorized or ApiReason.Conflict or ApiReason.Expired => new RuntimeAnswer.Unreachable(error.Message),
            ApiReason.Forbidden when Permission().Match(error.Message) is { Success: true } missing => new RuntimeAnswer.Rejected(
                Failures.MissingPermission(AccountOf(missing), missing.Groups["verb"].Value, ResourceOf(missing), inNamespace, detail)),
            ApiReason.Forbidden => new RuntimeAnswer.Rejected(AdmissionTexts.FailureOf(error.Message) ?? Failures.AdmissionDenied(detail)),
            _ => new RuntimeAnswer.Rejected(Failures.RuntimeRejected(detail)),
        };
    }

    // Webhooks choose the status of their refusal themselves, and one that does not answer is told as an error of the server.
    private static bool IsOfWebhook(string message) =>
        message.Contains("admission webhook", StringComparison.Ordinal) || message.Contains("failed calling webhook", StringComparison.Ordinal);

    private static string AccountOf(Match missing) => missing.Groups["account"].Value is { Length: > 0 } account ? account : "ModelDeploy";

    private static string ResourceOf(Match missing) =>
        missing.Groups["group"].Value is { Length: > 0 } group ? $"{missing.Groups["resource"].Value}.{group}" : missing.Groups["resource"].Value;

    // … User "system:serviceaccount:a:b" cannot patch resource "deployments" in API group "apps" in the namespace "models"
    [GeneratedRegex(@"(User ""(?<account>[^""]+)"" )?cannot (?<verb>\w+) resource ""(?<resource>[^""]+)"" in API group ""(?<group>[^""]*)""")]
    private static partial Regex Permission();
}
