namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The form's labels by the fields' paths.</summary>
public static class FieldNames
{
    /// <summary>The label, or the path itself for a field that the form does not show.</summary>
    public static string Of(string path) => path.Split('[')[0] switch
    {
        "group" => "Group",
        "instanceType" => "Instance Type",
        "replicas" => "Replicas",
        "displayName" => "Deployment Name",
        "id" => "Deployment ID",
        "modelImage" => "Model Image",
        "imagePullSecret" => "Image Pull Secret",
        "description" => "Description",
        "modelUri" => "Model URI",
        "access" => "Access",
        "port" => "Port",
        "deadline" => "Deadline",
        "readiness" => "Readiness",
        "metadata" => "Metadata",
        "env" => "Environment Variables",
        "updateMessage" => "Update Message",
        var other => other,
    };
}
