package dev.offstage.frameworks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;

/** Spring Security in front of one part of the webapp, with a login by form. */
@Configuration
@EnableWebSecurity
public class SecurityConfig {
  /** Whom it lets in. */
  @Bean
  public SecurityFilterChain security(HttpSecurity http) throws Exception {
    http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(new AntPathRequestMatcher("/spring/secret/**"))
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .formLogin(login -> {});
    return http.build();
  }

  /** Who there is. */
  @Bean
  @SuppressWarnings("deprecation") // Said to be for demos and tests, which this is.
  public UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withDefaultPasswordEncoder().username("ann").password("secret").roles("USER").build());
  }
}
