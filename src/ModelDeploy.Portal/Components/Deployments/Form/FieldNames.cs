using System.Globalization;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The form's labels by the fields' paths.</summary>
public static class FieldNames
{
    private static readonly string[] Shown =
    [
        "group", "instanceType", "replicas", "displayName", "id", "modelImage", "imagePullSecret", "description",
        "metadata", "env", "modelUri", "access", "port", "deadline", "readiness", "updateMessage",
    ];

    /// <summary>Whether the form shows a field of this path.</summary>
    public static bool IsShown(string path) => PlaceOf(path) >= 0;

    /// <summary>Where the form shows it: the further down, the larger; -1 for a field that it does not show.</summary>
    public static int PlaceOf(string path) => Array.IndexOf(Shown, path.Split('[')[0]);

    /// <summary>The label, and for a field of a row the row's number from 1: <c>Metadata 3</c>.</summary>
    public static string WithRow(string path) =>
        path.Split('[', ']') is [_, var row, ..] && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? $"{Of(path)} {Phrases.Number(index + 1)}"
            : Of(path);

    /// <summary>The label, or the path itself for a field that the form does not show.</summary>
    public static string Of(string path) => path.Split('[')[0] switch
    {
        "group" => SharedTexts.Group,
        "instanceType" => SharedTexts.InstanceType,
        "replicas" => SharedTexts.Replicas,
        "displayName" => SharedTexts.DeploymentName,
        "id" => SharedTexts.DeploymentId,
        "modelImage" => SharedTexts.ModelImage,
        "imagePullSecret" => SharedTexts.ImagePullSecret,
        "description" => SharedTexts.Description,
        "modelUri" => SharedTexts.ModelUri,
        "access" => SharedTexts.Access,
        "port" => SharedTexts.Port,
        "deadline" => SharedTexts.Deadline,
        "readiness" => SharedTexts.Readiness,
        "metadata" => SharedTexts.Metadata,
        "env" => SharedTexts.EnvironmentVariables,
        "updateMessage" => SharedTexts.UpdateMessage,
        var other => other,
    };
}
