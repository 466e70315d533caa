namespace RusToK.Operations.Dashboards.Provisioning;

/// <summary>Tells Grafana where the dashboards are: beside this file's folder, read anew when they change.</summary>
internal static class ProviderFile
{
    public static GeneratedFile Render() => new("grafana/provisioning/dashboards/rustok.yml", """
        apiVersion: 1

        providers:
          - name: rustok
            folder: RusToK
            folderUid: rustok
            type: file
            disableDeletion: true
            allowUiUpdates: false
            updateIntervalSeconds: 30
            options:
              path: $RUSTOK_DASHBOARDS

        """);
}
