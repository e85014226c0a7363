namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>How a deployment is edited; the address remembers it as <c>view</c>.</summary>
public enum FormView
{
    /// <summary>By fields.</summary>
    Form,

    /// <summary>As a manifest.</summary>
    Yaml,
}
