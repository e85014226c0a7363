using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The form's labels by the fields' paths.</summary>
public static class FieldNames
{
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
