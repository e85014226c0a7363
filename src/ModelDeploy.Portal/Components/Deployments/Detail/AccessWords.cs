using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>Who may call an endpoint, in a word.</summary>
public static class AccessWords
{
    /// <summary>For example <c>Private</c>.</summary>
    public static string Of(AccessType access) => access switch
    {
        AccessType.Public => SharedTexts.AccessPublic,
        AccessType.Private => SharedTexts.AccessPrivate,
    };
}
