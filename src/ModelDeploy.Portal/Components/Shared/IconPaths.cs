namespace ModelDeploy.Portal.Components.Shared;

/// <summary>The lines of every icon, as an SVG path on a 24 by 24 grid, drawn by stroke.</summary>
public static class IconPaths
{
    private const string Circle = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18";

    /// <summary>The path of this icon.</summary>
    public static string Of(IconName name) => name switch
    {
        IconName.Deployments => "M12 3 21 8 12 13 3 8ZM3 12.5 12 17.5 21 12.5M3 17 12 22 21 17",
        IconName.Groups => "M9 4a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18.5 14.6c1.9.9 3 2.8 3 5.4",
        IconName.InstanceTypes => "M6 6H18V18H6ZM10 10H14V14H10ZM9 2.5V6M15 2.5V6M9 18V21.5M15 18V21.5M2.5 9H6M2.5 15H6M18 9H21.5M18 15H21.5",
        IconName.User => "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 21c0-3.9 3.3-6.5 7.5-6.5s7.5 2.6 7.5 6.5",
        IconName.SignOut => "M10 4H5V20H10M14 8 18 12 14 16M18 12H9",
        IconName.Menu => "M4 6.5H20M4 12H20M4 17.5H20",
        IconName.Close => "M6 6 18 18M18 6 6 18",
        IconName.Sun => "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2.5V4.5M12 19.5V21.5M2.5 12H4.5M19.5 12H21.5M5.3 5.3 6.7 6.7M17.3 17.3 18.7 18.7M5.3 18.7 6.7 17.3M17.3 6.7 18.7 5.3",
        IconName.Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4A8.5 8.5 0 1 0 20 14.5Z",
        IconName.ChevronDown => "M6 9.5 12 15.5 18 9.5",
        IconName.ChevronRight => "M9.5 6 15.5 12 9.5 18",
        IconName.Copy => "M9 9H20V20H9ZM15 9V4H4V15H9",
        IconName.Check => "M5 12.5 10 17.5 19.5 7",
        IconName.CheckCircle => Circle + "M8 12.3 11 15.3 16.2 9.3",
        IconName.Progress => "M20 11A8 8 0 0 0 5.6 7.2M4 13A8 8 0 0 0 18.4 16.8M5.2 3.2V7.5H9.5M18.8 20.8V16.5H14.5",
        IconName.Stopping => "M12 4V15M7 10.5 12 15.5 17 10.5M5 20H19",
        IconName.Stopped => Circle + "M9 9H15V15H9Z",
        IconName.Alert => "M12 4 21.5 20H2.5ZM12 10V14.5M12 17.2V17.3",
        IconName.Chart => "M4 4V20H20M7.5 15.5L11 11.5L14 13.5L19 7.5",
        IconName.System => "M4 4.5H20V10.5H4ZM4 13.5H20V19.5H4ZM7.5 7.5H7.6M7.5 16.5H7.6M11 7.5H16.5M11 16.5H16.5",
        IconName.Key => "M8 11.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M11.2 12.8 20.5 3.5M17 7 20 10M14 10 16.5 12.5",
        IconName.Language => "M12 3A9 9 0 1 0 12 21A9 9 0 1 0 12 3ZM3 12H21M12 3C15 6 15.5 9 15.5 12S15 18 12 21C9 18 8.5 15 8.5 12S9 6 12 3Z",
        IconName.Keyboard => "M2.5 6.5H21.5V17.5H2.5ZM6 10H6.1M10 10H10.1M14 10H14.1M18 10H18.1M8 14H16",
        IconName.Bell => "M6 16V10.5A6 6 0 0 1 18 10.5V16L19.5 18H4.5ZM10 20.5H14",
        IconName.Info => Circle + "M12 11V16.5M12 7.7V7.8",
        IconName.Plus => "M12 5V19M5 12H19",
        IconName.Refresh => "M20 12A8 8 0 1 1 17.6 6.3M20 3.5V8H15.5",
        IconName.Edit => "M4 20 5 15.5 16 4.5 19.5 8 8.5 19ZM13.5 7 17 10.5",
        IconName.Delete => "M4 6.5H20M9 6.5V4H15V6.5M6 6.5 7 20.5H17L18 6.5M10 10.5V16.5M14 10.5V16.5",
        IconName.Start => "M7 4.5 19.5 12 7 19.5Z",
        IconName.Stop => "M6 6H18V18H6Z",
        IconName.RollBack => "M8.5 4.5 4 9 8.5 13.5M4 9H14.5A5.5 5.5 0 0 1 14.5 20H9",
        IconName.Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3 20.5 20.5",
        IconName.History => Circle + "M12 7V12.3L15.5 14.5",
        IconName.Logs => "M3 5H21V19H3ZM7 9 10 12 7 15M12.5 15.5H17",
        IconName.Download => "M12 4V14.5M7.5 10.5 12 15 16.5 10.5M4 16V20H20V16",
        IconName.View => "M2.5 12C5 7.8 8.3 6 12 6S19 7.8 21.5 12C19 16.2 15.7 18 12 18S5 16.2 2.5 12ZM12 9.3a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0-5.4",
        IconName.Compare => "M4 4H10V20H4ZM14 4H20V20H14ZM6 9H8M6 13H8M16 11H18M16 15H18",
        IconName.Send => "M3.5 11.5 20.5 4 16 20.5 11.5 13.5ZM11.5 13.5 20.5 4",
        IconName.Pending => "M10 3.2A9 9 0 0 1 14 3.2M18.5 5.8A9 9 0 0 1 20.7 9.7M20.7 14.3A9 9 0 0 1 18.5 18.2M14 20.8A9 9 0 0 1 10 20.8M5.5 18.2A9 9 0 0 1 3.3 14.3M3.3 9.7A9 9 0 0 1 5.5 5.8",
        IconName.Cards => "M4 4H10.5V10.5H4ZM13.5 4H20V10.5H13.5ZM4 13.5H10.5V20H4ZM13.5 13.5H20V20H13.5Z",
        IconName.Table => "M3.5 5H20.5V19H3.5ZM3.5 9.7H20.5M3.5 14.3H20.5",
        IconName.Columns => "M3.5 5H20.5V19H3.5ZM9.2 5V19M14.8 5V19",
    };
}
