namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>Parts of an image reference.</summary>
public static class ImageNames
{
    /// <summary>The reference without tag and digest; a registry's port stays.</summary>
    public static ReadOnlySpan<char> WithoutVersion(ReadOnlySpan<char> image)
    {
        var digest = image.IndexOf('@');
        if (digest >= 0)
            image = image[..digest];
        var tag = image.LastIndexOf(':');
        return tag > image.LastIndexOf('/') ? image[..tag] : image;
    }
}
